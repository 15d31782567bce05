"""Plain HTTP for the tests of the sandbox, with a timeout on every call."""

import requests

TIMEOUT = 10


def get(address, **options):
    return requests.get(address, timeout=TIMEOUT, **options)


def post(address, **options):
    return requests.post(address, timeout=TIMEOUT, **options)
