/** Terms of the field in both languages; a lesson links to them as `[words](term:id)`. */
export { GLOSSARY, type Term } from './terms.ts';
