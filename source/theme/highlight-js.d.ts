/**
 * What is used of highlight.js (https://highlightjs.readthedocs.io/en/latest/api.html). Its own types bring those of a
 * browser into every file of the program, where half of the names mean something else.
 */
export type HLJSApi = {
	readonly newInstance: () => HLJSApi;
	readonly registerLanguage: (name: string, language: Language) => void;
	readonly getLanguage: (name: string) => object | undefined;
	readonly highlight: (
		code: string,
		options: {readonly language: string; readonly ignoreIllegals: boolean},
	) => {readonly value: string};
};

declare const brand: unique symbol;
type Language = {readonly [brand]: 'Language'};

declare const library: HLJSApi & Language;
export default library;
