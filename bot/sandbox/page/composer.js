// The lower edge of a phone: command menu, file, text, send.
import { el, icon, rove } from "./dom.js";
import { act, upload } from "./api.js";
import { summary } from "./message.js";

/** Input of one phone. phone: user, find(id), problem(text), botName. */
export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.replyTo = null;
    this.editing = null;
    this.text = el("textarea", {
      rows: 1, placeholder: "输入消息", "aria-label": "输入消息", enterkeyhint: "send",
      oninput: () => this.resize(), onkeydown: (e) => this.key(e), onbeforeinput: (e) => this.lineBreak(e), onpaste: (e) => this.paste(e),
    });
    this.sendButton = el("button", { type: "button", class: "icon send", "aria-label": "发送", disabled: true, onclick: () => this.send() }, icon("send"));
    this.menuButton = el("button", { type: "button", class: "menu-button", hidden: true, "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => this.toggleCommands() }, "☰ 菜单");
    this.commands = el("div", { class: "commands", role: "menu", "aria-label": "命令", hidden: true, onkeydown: (e) => this.leaveCommands(e) });
    rove(this.commands, "ArrowUp", "ArrowDown");
    this.context = el("div", { class: "context", hidden: true });
    const file = el("input", { type: "file", multiple: true, hidden: true, onchange: () => { this.files(file.files); file.value = ""; } });
    const attach = el("button", { type: "button", class: "icon attach", "aria-label": "发送文件", title: "发送文件", onclick: () => file.click() }, icon("attach"));
    this.entry = el("div", { class: "entry" }, this.menuButton, attach, file, this.text, this.sendButton);
    this.stopped = el("div", { class: "stopped", hidden: true },
      el("button", { type: "button", class: "primary", onclick: () => this.unblock() }, "恢复使用机器人"));
    this.node = el("div", { class: "composer" }, this.commands, this.context, this.entry, this.stopped);
    addEventListener("pointerdown", (e) => {
      if (!this.commands.contains(e.target) && e.target !== this.menuButton) this.showCommands(false);
    });
  }

  setMenu(menu) {
    const drawn = JSON.stringify(menu);
    if (drawn === this.drawn) return; // an open menu keeps its focus
    this.drawn = drawn;
    this.menuButton.hidden = !menu?.length;
    this.commands.replaceChildren(...(menu ?? []).map((c) =>
      el("button", { type: "button", role: "menuitem", onclick: () => { this.showCommands(false); this.menuButton.focus(); this.say(`/${c.command}`); } },
        el("span", {}, c.description), el("code", {}, `/${c.command}`))));
  }

  setBlocked(blocked) {
    this.entry.hidden = blocked;
    this.stopped.hidden = !blocked;
    if (blocked) this.clearContext();
  }

  toggleCommands() {
    this.showCommands(this.commands.hidden);
    if (!this.commands.hidden) this.commands.querySelector("button")?.focus({ preventScroll: true });
  }

  showCommands(shown) {
    this.commands.hidden = !shown;
    this.menuButton.setAttribute("aria-expanded", String(shown));
  }

  leaveCommands(e) {
    if (e.key !== "Escape" && e.key !== "Tab") return;
    e.preventDefault();
    this.showCommands(false);
    this.menuButton.focus();
  }

  resize() {
    this.text.style.height = ""; // the least, in the text size of the browser
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
    this.sendButton.disabled = !this.text.value.trim();
  }

  // Enter sends; with Shift it breaks the line. While an input method composes, Enter is its own.
  key(e) {
    this.shift = e.shiftKey;
    if (e.key === "Escape") {
      if (this.editing) this.fill("");
      this.clearContext();
    }
    if (e.key !== "Enter" || e.shiftKey || e.isComposing || e.keyCode === 229) return;
    e.preventDefault();
    this.send();
  }

  // Keyboards of phones often report Enter only as the line break it is about to make.
  lineBreak(e) {
    if (e.inputType !== "insertLineBreak" || this.shift) return;
    e.preventDefault();
    this.send();
  }

  paste(e) {
    if (!e.clipboardData?.files.length) return;
    e.preventDefault();
    this.files(e.clipboardData.files);
  }

  fill(text) {
    this.text.value = text;
    this.resize();
  }

  reply(message) {
    this.editing = null;
    this.replyTo = message.id;
    this.showContext(message.from_bot ? this.phone.botName : "我", summary(message));
  }

  edit(message) {
    this.replyTo = null;
    this.editing = message.id;
    this.fill(message.text);
    this.showContext("编辑消息", summary(message));
  }

  /** force_reply: the next text answers this message. */
  ask(message) {
    this.reply(message);
    const placeholder = message.ask_reply.trim();
    if (placeholder) this.text.placeholder = placeholder;
  }

  showContext(title, text) {
    this.context.replaceChildren(
      el("div", { class: "quote" }, el("b", {}, title), el("span", {}, text)),
      el("button", { type: "button", class: "icon", "aria-label": "取消", onclick: () => { if (this.editing) this.fill(""); this.clearContext(); } }, icon("close")));
    this.context.hidden = false;
    this.text.focus();
  }

  clearContext() {
    this.replyTo = null;
    this.editing = null;
    this.context.hidden = true;
    this.text.placeholder = "输入消息";
  }

  async send() {
    const text = this.text.value;
    if (!text.trim()) return;
    const { editing, replyTo } = this;
    this.fill("");
    this.clearContext();
    const user = this.phone.user;
    try {
      await (editing ? act("edit", { user, message: editing, text }) : act("send", { user, text, reply_to: replyTo ?? 0 }));
    } catch (error) {
      if (!this.text.value) this.fill(text); // nothing typed is lost
      this.phone.problem(error.message);
    }
  }

  async say(text) {
    try {
      await act("send", { user: this.phone.user, text });
    } catch (error) {
      this.phone.problem(error.message);
    }
  }

  async files(list) {
    const replyTo = this.replyTo;
    this.clearContext();
    for (const file of [...list]) {
      try {
        await upload(this.phone.user, file, replyTo);
      } catch (error) {
        this.phone.problem(`${file.name}：${error.message}`);
      }
    }
  }

  async unblock() {
    try {
      await act("block", { user: this.phone.user, blocked: false });
    } catch (error) {
      this.phone.problem(error.message);
    }
  }
}
