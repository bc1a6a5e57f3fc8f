// Draws one message: bubble, file, keyboard.
import { clock, el, place, size } from "./dom.js";
import { fileURL } from "./api.js";
import { formatted } from "./text.js";

/** One line that stands for a message in quotes. */
export function summary(message) {
  const file = { document: "文件", photo: "图片", voice: "语音", sticker: "贴纸" }[message.file?.kind];
  return message.text?.split("\n")[0] || (message.file?.name && message.file.kind === "document" ? message.file.name : file) || "";
}

function quote(message, context) {
  const original = context.find(message.reply_to);
  if (!original) return null;
  return el("button", { type: "button", class: "quote", onclick: () => context.show(original.id) },
    el("b", {}, original.from_bot ? context.botName : "我"), el("span", {}, summary(original)));
}

function documentCard(file, trailer) {
  const ext = (file.name?.match(/\.([A-Za-z0-9]{1,5})$/)?.[1] ?? "文件").toUpperCase();
  const opens = ["application/pdf", "image/png", "image/jpeg"].includes(file.mime);
  return [
    el("a", { class: "card", href: fileURL(file, !opens), target: "_blank", rel: "noopener" },
      el("span", { class: "kind", "data-ext": ext }, ext),
      el("span", { class: "about" }, el("b", {}, file.name || "文件"), el("span", {}, size(file.size)))),
    el("div", { class: "card-links" },
      opens ? el("a", { class: "open", href: fileURL(file), target: "_blank", rel: "noopener" }, "打开") : null,
      el("a", { class: "download", href: fileURL(file, true), download: file.name || "" }, "下载"), trailer),
  ];
}

// trailer is time and ticks, when no caption carries them.
function attachment(file, trailer) {
  if (file.kind === "document") return documentCard(file, trailer);
  if (file.kind === "photo") {
    return [el("a", { href: fileURL(file), target: "_blank", rel: "noopener" },
      el("img", { class: "picture", src: fileURL(file), alt: "图片", width: file.width || undefined, height: file.height || undefined }))];
  }
  const label = file.kind === "voice" ? "语音消息" : "贴纸";
  return [el("div", { class: "card" }, el("span", { class: "kind" }, file.kind === "voice" ? "语音" : "贴纸"),
    el("span", { class: "about" }, el("b", {}, label), el("span", {}, size(file.size))))];
}

function meta(message) {
  const time = clock(message.date);
  const parts = [message.edited ? `已编辑 ${time}` : time];
  const box = el("span", { class: "meta", title: message.edited ? `编辑于 ${clock(message.edited)}` : undefined }, ...parts);
  if (!message.from_bot) {
    box.append(el("span", { class: "ticks", title: message.confirmed ? "机器人已收到" : "已发出" }, message.confirmed ? "✓✓" : "✓"));
  }
  return box;
}

function button(message, b, context) {
  const corner = b.url ? "↗" : b.copy_text ? "⧉" : null;
  const press = async (e) => {
    if (b.data) return context.tap(message.id, b.data, e.currentTarget);
    if (b.url) return context.open(b.url);
    await navigator.clipboard.writeText(b.copy_text);
    context.toast("已复制");
  };
  return el("button", { type: "button", class: context.isLoading(message.id, b.data) ? "loading" : undefined, "data-data": b.data, title: b.label, onclick: press },
    el("span", { class: "label" }, b.label), corner ? el("span", { class: "corner", "aria-hidden": "true" }, corner) : null);
}

function keyboard(message, context) {
  return el("div", { class: "keyboard" }, ...message.buttons.map((row) =>
    el("div", { class: "row" }, ...row.map((b) => button(message, b, context)))));
}

/**
 * The element of a message. context is the phone: find, show, tap, isLoading, open, toast, menu,
 * hooks for the text, botName.
 */
export function draw(message, context) {
  const bubble = el("div", { class: "bubble" });
  if (message.forwarded) bubble.append(el("div", { class: "from" }, `转发自 ${message.forwarded}`));
  if (message.reply_to) {
    const q = quote(message, context);
    if (q) bubble.append(q);
  }
  const bare = message.file?.kind === "document" && !message.text;
  if (message.file) bubble.append(...attachment(message.file, bare ? meta(message) : null));
  if (!bare) bubble.append(el("div", { class: "body" }, ...formatted(message.text ?? "", message.entities, context.hooks), meta(message)));
  if (message.reaction) bubble.append(el("span", { class: "reaction" }, message.reaction));
  bubble.append(el("button", { type: "button", class: "more", "aria-label": "更多", "aria-haspopup": "menu", onclick: (e) => context.menu(message.id, place(e)) }, "⋯"));
  const node = el("article", {
    class: message.buttons?.length ? "message with-keyboard" : "message",
    "data-id": message.id, "data-from": message.from_bot ? "bot" : "person",
    oncontextmenu: (e) => {
      if (e.target.closest("a, img") || String(getSelection())) return;
      e.preventDefault();
      context.menu(message.id, [e.clientX, e.clientY]);
    },
  }, bubble);
  if (message.buttons?.length) node.append(keyboard(message, context));
  return node;
}
