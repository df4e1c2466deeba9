// Pictures, documents and sounds from and to the site's library: upload with progress, list, search. Talks to /desk/media and
// /desk/files in JSON.

export interface Picture {
  id: string;
  src: string;
  thumbnail: string;
  width: number;
  height: number;
  alt: string;
  caption: string;
  credit: string;
  name: string;
  decorative: boolean;
}

/** Why a picture was not taken, in the server's words. */
export class UploadError extends Error {}

/** A document or a sound. */
export interface LibraryFile {
  id: string;
  src: string;
  name: string;
  caption: string;
  credit: string;
  sound: boolean;
  /** Its kind and size, in words. */
  facts: string;
}

/** One kind of thing that the library has, under its address. */
export class Library<T extends { id: string }> {
  /** What was seen already, so that a node view can show what it knows only by number. */
  protected readonly known = new Map<string, Promise<T | null>>();

  /** `reason` says in words why the server gave only a status. */
  constructor(protected readonly address: string, protected readonly csrf: () => string, protected readonly reason: (status: number) => string) {}

  async list(words: string): Promise<T[]> {
    const query = words ? `?words=${encodeURIComponent(words)}` : "";
    const reply = await fetch(`${this.address}.json${query}`, { headers: { accept: "application/json" }, credentials: "same-origin" });
    if (!reply.ok) throw new UploadError(String(reply.status));
    const { items } = (await reply.json()) as { items: T[] };
    for (const one of items) this.known.set(one.id, Promise.resolve(one));
    return items;
  }

  find(id: string): Promise<T | null> {
    let found = this.known.get(id);
    if (!found) {
      found = fetch(`${this.address}/${id}.json`, { headers: { accept: "application/json" }, credentials: "same-origin" })
        .then(async (reply) => (reply.ok ? ((await reply.json()) as T) : null))
        .catch(() => null);
      this.known.set(id, found);
      void found.then((one) => one ?? this.known.delete(id));
    }
    return found;
  }

  /** Uploads one file; `progress` is told from 0 to 100. XMLHttpRequest, because fetch does not report it. */
  upload(file: File, progress: (percent: number) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.address);
      request.setRequestHeader("accept", "application/json");
      request.setRequestHeader("x-csrf-token", this.csrf());
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress(Math.round((event.loaded / event.total) * 100));
      });
      request.addEventListener("error", () => reject(new UploadError(this.reason(0))));
      request.addEventListener("load", () => {
        const body = request.response as (T & { message?: string }) | null;
        if (request.status >= 200 && request.status < 300 && body?.id) {
          this.known.set(body.id, Promise.resolve(body));
          return resolve(body);
        }
        reject(new UploadError(body?.message ?? this.reason(request.status)));
      });
      const form = new FormData();
      form.append("csrf", this.csrf());
      form.append("file", file);
      request.send(form);
    });
  }
}

export type FileLibrary = Library<LibraryFile>;

/** The pictures, with what the server brings from other sites; the documents and sounds beside them. */
export class MediaLibrary extends Library<Picture> {
  readonly files: FileLibrary;

  constructor(csrf: () => string, reason: (status: number) => string) {
    super("/desk/media", csrf, reason);
    this.files = new Library<LibraryFile>("/desk/files", csrf, reason);
  }

  /** The server brings a picture of another site, with the same checks as an upload. */
  async fetch(address: string): Promise<Picture> {
    const picture = await this.ask<Picture>("fetch", address);
    this.known.set(picture.id, Promise.resolve(picture));
    return picture;
  }

  /** What stands at an address: its title, and the picture that stands for it; `message` says what could not be had. */
  async card(address: string): Promise<{ title: string; picture: Picture | null; message: string | null }> {
    const card = await this.ask<{ title: string; picture: Picture | null; message: string | null }>("card", address);
    if (card.picture) this.known.set(card.picture.id, Promise.resolve(card.picture));
    return card;
  }

  private async ask<T>(what: string, address: string): Promise<T> {
    const body = new URLSearchParams({ csrf: this.csrf(), address });
    const reply = await fetch(`${this.address}/${what}`, { method: "POST", body, headers: { accept: "application/json" }, credentials: "same-origin" })
      .catch(() => { throw new UploadError(this.reason(0)); });
    const read = (await reply.json().catch(() => ({}))) as T & { message?: string };
    if (!reply.ok) throw new UploadError(read.message || this.reason(reply.status));
    return read;
  }
}

/** Tells the writer: in the line of the save, which the next save writes over, or where it stays until it is closed. */
export type Say = (text: string, how?: "stays") => void;
