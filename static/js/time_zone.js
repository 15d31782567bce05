// <input type="hidden" data-time-zone>: the zone of this browser, so that "today" is the person's own.

const field = document.querySelector("[data-time-zone]");
if (field) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
