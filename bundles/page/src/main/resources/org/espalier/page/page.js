"use strict";
(() => {
  const gallery = document.querySelector(".gallery");
  if (!gallery) return;

  const masks = gallery.querySelectorAll("img.mask");
  const layers = gallery.querySelectorAll("input[name=layer]");
  const strength = gallery.querySelector("input[type=range]");

  const show = layer => masks.forEach(mask => (mask.hidden = mask.dataset.layer !== layer));
  layers.forEach(input => input.addEventListener("change", () => show(input.value)));
  // A browser may restore an earlier choice when the page is opened again.
  layers.forEach(input => input.checked && show(input.value));

  const weigh = () =>
    document.documentElement.style.setProperty("--strength", strength.value / 100);
  strength.addEventListener("input", weigh);
  weigh();

  const dialog = document.createElement("dialog");
  dialog.className = "compare";
  document.body.append(dialog);
  dialog.addEventListener("click", event => {
    if (event.target === dialog) dialog.close();
  });

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const view = (photograph, mask) => {
    const figure = document.createElement("figure");
    const stack = element("span", "stack", "");
    stack.append(photograph.cloneNode());
    if (mask) {
      const shown = mask.cloneNode();
      shown.hidden = false;
      stack.append(shown);
    }
    figure.append(stack, element("figcaption", "", mask ? mask.alt : "Photograph"));
    return figure;
  };

  const compare = card => {
    const photograph = card.querySelector("img");
    const close = element("button", "close", "Close");
    close.addEventListener("click", () => dialog.close());
    const head = document.createElement("header");
    head.append(card.querySelector(".caption").cloneNode(true), close);
    const views = element("div", "views", "");
    views.append(view(photograph, null));
    card.querySelectorAll("img.mask").forEach(mask => views.append(view(photograph, mask)));
    dialog.replaceChildren(head, views);
    dialog.showModal();
  };

  gallery
    .querySelectorAll(".card")
    .forEach(card => card.addEventListener("click", () => compare(card)));
})();
