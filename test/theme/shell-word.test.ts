import {execFileSync} from 'node:child_process';
import {expect, it} from 'vitest';
import {shellWord} from '../../source/theme/shell-word.ts';

const words = [
	'/k',
	'[127.0.0.1]:22',
	"it's",
	'$HOME `id` "*" \\',
	'~',
	'a=b',
	'',
	'-n',
	'é',
	'a\nb',
	'!1',
	'=ls',
];

it.each(['sh', 'bash', 'zsh', 'fish'])('words come through %s as they are', shell => {
	const script = `printf '<%s>' ${words.map(shellWord).join(' ')}`;
	const printed = execFileSync(shell, ['-c', script], {encoding: 'utf8'});
	expect(printed).toBe(words.map(word => `<${word}>`).join(''));
});

it('what no shell changes is not quoted', () => {
	expect(shellWord('/home/pi/.ssh/known_hosts')).toBe('/home/pi/.ssh/known_hosts');
});
