/** A name that nobody else has. `crypto.randomUUID` is missing where the page is served without TLS. */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36).padStart(2, '0')).join('');
