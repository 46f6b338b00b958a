import type {HLJSApi} from 'highlight.js';

/** A part of a code in one weight. Raw: the texts joined are the code, to the byte. */
export type CodeRun = {readonly text: string; readonly weight: 'text' | 'keyword' | 'comment'};

/**
 * What is longer stays plain: some of the library's rules are quadratic in what is hostile. At these bounds usual code took
 * 0.4 ms of CPU in the median of the languages and 8 in the slowest, lines of one letter in C or Java 100 (EPYC, 2.25 GHz).
 */
const mostCharacters = 8192;
const longestLine = 1000;

let library: HLJSApi | undefined;
let loading: Promise<void> | undefined;

/** Loads what tells the words of a code apart, once; before it is there every code is plain. */
export function loadHighlighter(): Promise<void> {
	loading ??= import('./highlight-languages.ts').then(({highlighter}) => {
		library = highlighter;
	});
	return loading;
}

/** Undefined: not loaded, a language that is not known, or too long. The language is a word of a fence: `sh`, `py`. */
export function highlighted(code: string, language: string): readonly CodeRun[] | undefined {
	const known = library?.getLanguage(language) === undefined ? undefined : library;
	if (known === undefined || code.length > mostCharacters || hasLongLine(code)) {
		return;
	}

	const {value} = known.highlight(code, {language, ignoreIllegals: true});
	const runs = runsOf(value);
	// A library that changes what is shown of a code is not believed.
	return runs.map(({text}) => text).join('') === code ? runs : undefined;
}

function hasLongLine(code: string): boolean {
	return code.split('\n').some(line => line.length > longestLine);
}

/**
 * `<span class="hljs-keyword">if</span> a &lt; b`: all that highlight.js writes is spans and five entities
 * (https://highlightjs.readthedocs.io/en/latest/api.html#highlight).
 */
function runsOf(html: string): readonly CodeRun[] {
	const runs: CodeRun[] = [];
	const weights: Array<CodeRun['weight']> = ['text'];
	for (const [part, scope] of html.matchAll(/<span class="([^"]*)">|<\/span>|[^<]+/g)) {
		const weight = weights.at(-1) ?? 'text';
		if (scope !== undefined) {
			weights.push(weightOf(scope, weight));
		} else if (part === '</span>') {
			weights.pop();
		} else {
			addRun(runs, {text: unescaped(part), weight});
		}
	}

	return runs;
}

function addRun(runs: CodeRun[], run: CodeRun): void {
	const last = runs.at(-1);
	if (last?.weight === run.weight) {
		runs[runs.length - 1] = {...last, text: last.text + run.text};
	} else {
		runs.push(run);
	}
}

/** SCREENS 1, Weight: keywords are strong, comments dim, all else is text. */
function weightOf(scope: string, outer: CodeRun['weight']): CodeRun['weight'] {
	if (/^hljs-(?:comment|quote|meta)\b/.test(scope)) {
		return 'comment';
	}

	return /^hljs-(?:keyword|section|selector-tag|name|literal)\b/.test(scope) ? 'keyword' : outer;
}

const entities: Readonly<Record<string, string>> = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&#x27;': "'",
};

function unescaped(text: string): string {
	return text.replace(/&(?:amp|lt|gt|quot|#x27);/g, entity => entities[entity] ?? entity);
}
