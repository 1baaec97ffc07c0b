import type { ResponseSetter } from "./context.ts";
import { type CookieOptions, serializeCookie } from "./set_cookie.ts";
import { HeaderList } from "./header_list.ts";
import { checkStatus } from "./status.ts";

/** Status and headers a handler sets beside the value it returns: what `context.set` is. */
export class ResponseHead implements ResponseSetter {
  /** Status that was set; 0 before. */
  statusCode = 0;
  /** Headers that were set, Set-Cookie among them. */
  readonly headers: HeaderList = new HeaderList();

  status(code: number): void {
    this.statusCode = checkStatus(code);
  }

  header(name: string, value: string): void {
    this.headers.set(name, value);
  }

  cookie(name: string, value: string, options?: CookieOptions): void {
    this.headers.setCookie(name, serializeCookie(name, value, options));
  }
}
