// Adds a button that shows and hides what is typed in a password field. Without scripts there is no button.
for (const input of document.querySelectorAll("input[type=password][data-show]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "toggle";
  button.setAttribute("aria-controls", input.id);

  const paint = () => {
    const isShown = input.type === "text";
    button.textContent = isShown ? input.dataset.hide : input.dataset.show;
    button.setAttribute("aria-label", isShown ? input.dataset.hideLabel : input.dataset.showLabel);
  };
  button.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    paint();
  });
  input.form.addEventListener("submit", () => { input.type = "password"; });

  const box = document.createElement("div");
  box.className = "with-toggle";
  const hadFocus = document.activeElement === input; // Moving an element takes the focus from it.
  input.replaceWith(box);
  box.append(input, button);
  if (hadFocus) input.focus();
  paint();
}
