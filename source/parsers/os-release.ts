/**
 * /etc/os-release: assignments that a shell could read.
 *
 *     PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
 *     NAME="Debian GNU/Linux"
 *     ID=debian
 *
 * https://www.freedesktop.org/software/systemd/man/latest/os-release.html
 */
import type {Parsed} from '../domain/parsed.ts';
import {linesOf} from './lines.ts';
import {createProblemList} from './problem-list.ts';

const longestName = 200;

/** PRETTY_NAME, else NAME with VERSION. Other assignments (addresses, ids, comments) are not shown anywhere. */
export function parseOsRelease(text: string): Parsed<string | undefined> {
	const problems = createProblemList('/etc/os-release');
	const assigned = new Map<string, string>();
	for (const line of linesOf(text)) {
		const [, key = '', quoted = ''] = /^(PRETTY_NAME|NAME|VERSION)=(.*)$/.exec(line) ?? [];
		if (key === '') {
			continue;
		}

		const value = unquote(quoted);
		if (value === undefined) {
			problems.add(line, 'a quote without its end');
		} else {
			assigned.set(key, value);
		}
	}

	const name = assigned.get('PRETTY_NAME') ?? joined(assigned.get('NAME'), assigned.get('VERSION'));
	return {value: name?.slice(0, longestName), problems: problems.problems};
}

/** Undefined for a quote that is not closed; an empty value says nothing and is undefined too. */
function unquote(text: string): string | undefined {
	const [, quote = '', inside = text] = /^(["'])(.*)\1$/.exec(text) ?? [];
	const isOpen = quote === '' && /^["']/.test(text);
	const value = quote === '"' ? inside.replace(/\\(["$\\`])/g, '$1') : inside;
	return isOpen || value.trim() === '' ? undefined : value;
}

function joined(name: string | undefined, version: string | undefined): string | undefined {
	return name === undefined || version === undefined ? name : `${name} ${version}`;
}
