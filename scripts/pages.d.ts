// What the pages' scripts get from elsewhere: htmx, and the events that htmx, the server
// (HX-Trigger) and the scripts themselves send through the document.

interface RequestConfig {
  elt: HTMLElement;
  verb: "get" | "post";
  path: string;
  headers: Record<string, string>;
  formData: FormData;
  triggeringEvent?: Event;
}

interface Htmx {
  /** Send a request; `source` is the element whose attributes count. */
  ajax(
    verb: "GET" | "POST" | "get" | "post",
    url: string,
    options: {
      target?: string | Element;
      swap?: string;
      source?: Element;
      event?: Event;
      headers?: Record<string, string>;
      values?: Record<string, string | number> | FormData;
    },
  ): Promise<void>;
  /** Give the attributes of a part that a script has put in their meaning. */
  process(part: Element): void;
  trigger(element: Element, event: string): void;
}

/** What htmx knows of a request that was answered; `etc` is what a script asked for itself. */
interface Sent {
  elt: Element;
  target?: Element;
  xhr: XMLHttpRequest;
  requestConfig: RequestConfig;
  etc: { headers?: Record<string, string>; swapOverride?: string };
}

interface Toast {
  level?: string;
  text?: string;
  /** The address that takes the deed back. */
  undo?: string;
}

interface Window {
  htmx: Htmx;
}

interface HtmxEvents {
  "htmx:beforeOnLoad": CustomEvent<Sent>;
  "htmx:beforeSwap": CustomEvent<{
    elt: Element;
    target?: Element;
    xhr: XMLHttpRequest;
    requestConfig?: RequestConfig;
    swapOverride?: string;
    shouldSwap: boolean;
    isError: boolean;
  }>;
  "htmx:afterSwap": CustomEvent<{ target?: Element; requestConfig: RequestConfig }>;
  "htmx:beforeRequest": CustomEvent<{ elt: Element; requestConfig: RequestConfig }>;
  "htmx:afterRequest": CustomEvent<{
    elt: Element;
    xhr: XMLHttpRequest;
    requestConfig: RequestConfig;
  }>;
  "htmx:configRequest": CustomEvent<{
    elt: Element;
    parameters: Record<string, string>;
    formData: FormData;
  }>;
  "htmx:beforeHistoryUpdate": CustomEvent<{
    history: { type: "push" | "replace" };
    requestConfig?: RequestConfig;
  }>;
}

interface DocumentEventMap extends HtmxEvents {
  /** What was sent gets no answer: the person would not sign in. */
  "given-up": CustomEvent;
  /** The server did not answer a script of the page. */
  "no-answer": CustomEvent;
  /** The server, or a script, has something to say. */
  toast: CustomEvent<Toast>;
  /** The palette is asked for, with a text to begin with. */
  palette: CustomEvent<{ text?: string } | null>;
}
