// Puts the phones on the page and keeps them up to date.
import { el, rove } from "./dom.js";
import { follow } from "./api.js";
import { Phone } from "./phone.js";

const narrow = matchMedia("(max-width: 46.4em)"); // as in layout.css

class App {
  constructor() {
    this.bot = { name: "", username: "", about: "" };
    this.byUser = new Map();
    this.current = null;
    this.main = document.querySelector(".phones");
    this.tabs = document.querySelector(".tabs");
    this.connection = document.querySelector(".connection");
    rove(this.tabs, "ArrowLeft", "ArrowRight", (tab) => this.select(Number(tab.dataset.user)));
    follow((s) => this.take(s), (c) => this.connected(c));
    document.addEventListener("visibilitychange", () => this.looked());
    narrow.addEventListener("change", () => this.select(this.current));
  }

  phones() { return [...this.byUser.values()]; }

  isVisible(phone) { return !document.hidden && (!narrow.matches || phone.user === this.current); }

  take(state) {
    this.bot = state.bot;
    if (state.reset) this.restart(state.people.map((p) => p.id));
    for (const person of state.people) {
      let phone = this.byUser.get(person.id);
      const first = !phone || state.reset;
      if (!phone) {
        phone = new Phone(this, person, this.byUser.size);
        this.byUser.set(person.id, phone);
        this.main.append(phone.node);
      }
      phone.update(person, first);
    }
    if (!this.byUser.has(this.current)) this.current = this.phones()[0]?.user ?? null;
    this.drawTabs();
  }

  /** Everything comes anew; what stands in the inputs stays. */
  restart(users) {
    for (const [user, phone] of this.byUser) {
      if (users.includes(user)) phone.clear();
      else {
        phone.node.remove();
        this.byUser.delete(user);
      }
    }
  }

  /** Tabs are drawn once and kept, so that the one in focus stays in focus. */
  drawTabs() {
    const known = new Map([...this.tabs.children].map((t) => [Number(t.dataset.user), t]));
    for (const p of this.phones()) {
      let tab = known.get(p.user);
      if (!tab) {
        tab = el("button", { type: "button", role: "tab", id: `tab-${p.user}`, "data-user": p.user, "aria-controls": p.node.id, onclick: () => this.select(p.user) });
        this.tabs.append(tab);
      }
      known.delete(p.user);
      tab.replaceChildren(...[p.person.name, p.person.role ? el("span", { class: "role" }, p.person.role) : null,
        p.unread ? el("span", { class: "badge", "aria-label": `${p.unread} 条未读` }, String(p.unread)) : null].filter(Boolean));
    }
    for (const gone of known.values()) gone.remove();
    this.tabs.hidden = this.byUser.size < 2;
    this.mark();
  }

  mark() {
    for (const p of this.phones()) p.node.classList.toggle("current", p.user === this.current);
    for (const t of this.tabs.children) {
      const chosen = Number(t.dataset.user) === this.current;
      t.setAttribute("aria-selected", String(chosen));
      t.tabIndex = chosen ? 0 : -1;
    }
  }

  /** Brings a phone to the front; in the narrow layout it begins at its newest message. */
  select(user) {
    this.current = user;
    this.mark();
    const phone = this.byUser.get(user);
    if (!phone) return;
    if (narrow.matches) phone.scrollDown(false);
    requestAnimationFrame(() => phone.scrolled());
  }

  looked() {
    if (!document.hidden) for (const p of this.phones()) p.scrolled();
  }

  unreadChanged() {
    this.drawTabs();
    const total = this.phones().reduce((n, p) => n + p.unread, 0);
    document.title = `${total ? `（${total}）` : ""}${this.bot.name} · 本机试用`;
  }

  connected(state) {
    this.connection.dataset.state = state;
    this.connection.textContent = state === "open" ? "已连接" : "连接已断开，正在重连…";
  }
}

new App();
