import {expect, it} from 'vitest';
import {isGood, noticeText} from '../../source/theme/notice-text.ts';

const where = '/home/alice/.local/state/clusterdeck';

it('what could not be written down says how long it holds, and what to do, before the path', () => {
	const denied = {kind: 'denied', where, reason: 'read-only file system'} as const;
	const text = noticeText({kind: 'notKept', failure: denied});
	expect(text).toBe(
		`Kept until you quit. To keep it longer make this writable: ${where} (read-only file system).`,
	);
	expect(text.slice(0, 76)).toContain('make this writable: /home');
	expect(isGood({kind: 'notKept', failure: denied})).toBe(false);
});

it.each([
	['diskFull', `To keep it longer free some space for ${where}.`],
	['missing', `To keep it longer there has to be ${where}.`],
	['cancelled', `${where}: stopped before it was done. Run it again.`],
] as const)('%s too is told with what to do', (kind, end) => {
	const text = noticeText({kind: 'notKept', failure: {kind, where}});
	expect(text.startsWith('Kept until you quit')).toBe(true);
	expect(text.endsWith(end)).toBe(true);
});
