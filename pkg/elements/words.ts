// presend/elements/words: the words of the elements and how they say times, for hosts that add a language or say the like.
// Registers nothing.
export { Format } from "./format.js";
export { addWords, type Translation, type Words, wordsFor } from "./words/index.js";
