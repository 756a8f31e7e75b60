export { type ImportWords, importWords } from './import-words.ts';
export { LANGUAGES, type Language, pickLanguage } from './language.ts';
export { refusalText } from './refusals.ts';
export { deadlineText, spanText } from './span.ts';
export { text, words } from './text.ts';
export { eventText, noticeText, reasonText, scoreText } from './words.ts';
