{# What the bookmarklet runs on somebody else's page. Sent to the browser as one javascript: address. #}
(() => {
  const jobData = [...document.querySelectorAll('script[type*="ld+json"]')].map((one) => one.outerHTML);
  const parts = [...document.querySelectorAll("main, [role=main], article")];
  const whole = parts.find((one) => one.innerText.length > 200) || document.body;
  const text = whole.cloneNode(true);
  const unwanted = "script, style, noscript, template, svg, img, picture, video, audio, canvas, iframe, object, input, textarea, select, nav, footer";
  text.querySelectorAll(unwanted).forEach((one) => one.remove());
  for (const one of [text, ...text.querySelectorAll("*")]) {
    for (const { name } of [...one.attributes]) {
      if (!/^(item(prop|scope|type)|content|datetime|hidden|aria-hidden)$/.test(name)) one.removeAttribute(name);
    }
  }
  const page = ["<!doctype html><body>", ...jobData, text.outerHTML].join("\n").slice(0, {{ longest }});
  const form = Object.assign(document.createElement("form"), {
    method: "post", action: "{{ address|escapejs }}", target: "_blank", rel: "noopener",
    enctype: "multipart/form-data", acceptCharset: "utf-8", hidden: true,
  });
  const fields = { token: "{{ token|escapejs }}", url: location.href, page };
  for (const name in fields) {
    form.append(Object.assign(document.createElement("textarea"), { name, value: fields[name] }));
  }
  addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective === "form-action") alert("{{ refused|escapejs }}");
  }, { once: true });
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
  form.remove();
})();
