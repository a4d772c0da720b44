/** Placeholder of the first frame. */
export function GraphView() {
  return <div className="h-full" />;
}
