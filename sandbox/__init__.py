"""The outside world on loopback: each service that Trackr talks to, played over HTTP."""
