// Requests to the sandbox. Each resolves to its answer or throws an Error with a text to show.

async function answer(response) {
  if (!response.ok) throw new Error((await response.text()).trim() || `请求未成功（${response.status}）`);
  return response.json();
}

async function reach(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("与本机服务的连接已断开，请稍后再试。");
  }
  return answer(response);
}

/** Has a person do something: send, edit, tap or block. */
export function act(action, request) {
  return reach(`/page/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request),
  });
}

/** Sends a file; pictures go as photos, as phones send them. */
export function upload(user, file, replyTo) {
  const photo = ["image/png", "image/jpeg"].includes(file.type) && file.size <= 10 * 1024 * 1024;
  const query = new URLSearchParams({ user, name: file.name, kind: photo ? "photo" : "document" });
  if (replyTo) query.set("reply_to", replyTo);
  return reach(`/page/upload?${query}`, { method: "POST", body: file });
}

/** Address of a message's file. */
export function fileURL(file, download) {
  const name = encodeURIComponent(file.name || file.kind);
  return `/page/file/${encodeURIComponent(file.id)}/${name}${download ? "?download" : ""}`;
}

/**
 * Follows the stream of states. EventSource reconnects by itself and asks for what it missed;
 * where it gives up, because something else answered, a new one starts from the beginning.
 */
export function follow(onState, onConnection) {
  const stream = new EventSource("/page/events");
  stream.onopen = () => onConnection("open");
  stream.onmessage = (event) => onState(JSON.parse(event.data));
  stream.onerror = () => {
    onConnection("lost");
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => follow(onState, onConnection), 2000);
  };
}
