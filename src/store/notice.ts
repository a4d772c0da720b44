/** What the page has to say outside any panel. It goes by itself only where it asks for nothing. */
export type NoticeKind =
  /** A newer version of the page is there. */
  | { readonly kind: 'newer-version' }
  /** The browser keeps no more: the work would be lost with the tab. */
  | { readonly kind: 'not-kept' }
  /** Another tab changed the same scenario: this tab's is kept beside it. */
  | { readonly kind: 'kept-apart' }
  | { readonly kind: 'removed'; readonly title: string | null };

export type Notice = NoticeKind & {
  /** What its button does: reload, save as a file, undo. */
  readonly act?: () => void;
};
