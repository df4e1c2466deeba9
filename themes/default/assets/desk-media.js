// The media library with a script: crops that follow the point; pictures, documents and sounds that go one by one, with progress
// and another try.

// The point of a picture's crops: pressed on the picture, or typed; the crops beside it follow.
const focus = document.querySelector("[data-focus]");
if (focus) {
  const [x, y] = ["x", "y"].map((axis) => document.getElementById(`focus_${axis}`));
  const show = () => {
    for (const crop of document.querySelectorAll("[data-crop]")) {
      crop.style.setProperty("--fx", `${x.value || 50}%`);
      crop.style.setProperty("--fy", `${y.value || 50}%`);
    }
  };
  for (const field of [x, y]) field.addEventListener("input", show);
  focus.addEventListener("click", (event) => {
    const box = focus.getBoundingClientRect();
    x.value = Math.round(((event.clientX - box.left) / box.width) * 100);
    y.value = Math.round(((event.clientY - box.top) / box.height) * 100);
    show();
  });
  show();
}

// Each file is a request of its own: what failed is tried again alone, and what was taken stays taken.
const form = document.querySelector("[data-upload]");
if (form) {
  const words = form.dataset;
  const list = document.createElement("ul");
  list.className = "upload-list";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  form.after(list, said);
  let open = 0;
  let failed = 0;

  const settled = () => {
    open -= 1;
    if (open > 0) return;
    if (failed === 0) window.location.assign(words.done);
    else said.textContent = words.someFailed;
  };

  const send = (file, row) => {
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    row.replaceChildren(`${file.name} `, bar);
    open += 1;
    const request = new XMLHttpRequest();
    const fail = (text) => {
      failed += 1;
      const again = document.createElement("button");
      again.type = "button";
      again.className = "button small";
      again.textContent = words.retry;
      again.addEventListener("click", () => {
        failed -= 1;
        said.textContent = "";
        send(file, row);
      });
      const why = document.createElement("span");
      why.className = "error";
      why.textContent = text;
      row.replaceChildren(`${file.name} `, why, " ", again);
      settled();
    };
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRF-Token", form.elements.csrf.value);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = (event.loaded / event.total) * 100;
    });
    request.addEventListener("error", () => fail(words.failed));
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // Not our own answer: the plain sentence stands for it.
      }
      if (request.status !== 200) return fail(answer.message || words.failed);
      const link = document.createElement("a");
      link.href = `${form.action}/${answer.id}`;
      link.textContent = words.taken;
      row.replaceChildren(`${file.name} `, link);
      settled();
    });
    const body = new FormData();
    body.append("file", file, file.name);
    request.send(body);
  };

  form.addEventListener("submit", (event) => {
    const files = [...form.elements.file.files];
    if (files.length === 0) return;
    event.preventDefault();
    const waiting = files.map((file) => {
      const row = document.createElement("li");
      row.textContent = file.name;
      list.append(row);
      return [file, row];
    });
    form.elements.file.value = "";
    for (const [file, row] of waiting) send(file, row);
  });
}
