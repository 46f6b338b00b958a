import {spawn} from 'node:child_process';
import {expect, it} from 'vitest';

const child = 'test/helpers/children/stop-on-signals.ts';

/** Sends one signal after each line that the child prints; resolves to how it ended. */
function runChild(manner: 'promptly' | 'slowly', signals: readonly NodeJS.Signals[]) {
	return new Promise<{readonly lines: readonly string[]; readonly ended: number | string | null}>(
		(resolve, reject) => {
			const running = spawn(process.execPath, [child, manner], {
				stdio: ['ignore', 'pipe', 'ignore'],
			});
			const lines: string[] = [];
			running.stdout.setEncoding('utf8').on('data', (text: string) => {
				for (const line of text.trim().split('\n')) {
					const signal = signals[lines.length];
					lines.push(line);
					if (signal !== undefined) {
						running.kill(signal);
					}
				}
			});
			running.on('error', reject);
			running.on('close', (code, signal) => resolve({lines, ended: code ?? signal}));
		},
	);
}

it.each([
	['SIGHUP', 129],
	['SIGINT', 130],
	['SIGQUIT', 131],
	['SIGTERM', 143],
] as const)('%s asks for an orderly end with status %i', async (signal, status) => {
	expect(await runChild('promptly', [signal])).toEqual({
		lines: ['ready undefined', 'stopping'],
		ended: status,
	});
});

it('a second signal of any kind ends at once', async () => {
	expect(await runChild('slowly', ['SIGINT', 'SIGTERM'])).toEqual({
		lines: ['ready undefined', 'stopping'],
		ended: 'SIGTERM',
	});
});
