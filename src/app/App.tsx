/** The page. A placeholder until the layout stands. */
export function App() {
  return (
    <main>
      <h1>Chainwalk</h1>
    </main>
  );
}
