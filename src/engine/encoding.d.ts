/** The WHATWG encoders exist in every place the engine runs (browser, worker, Node) and are pure; nothing else of the DOM is. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label?: 'utf-8' | 'latin1', options?: { readonly fatal?: boolean });
  decode(bytes: Uint8Array): string;
}
