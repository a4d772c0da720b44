/** Placeholder of the first frame. */
export function WalkList() {
  return null;
}
