export { LANGUAGES, type Language, pickLanguage } from './language.ts';
export { refusalText } from './refusals.ts';
export { eventText, noticeText, reasonText, scoreText } from './words.ts';
