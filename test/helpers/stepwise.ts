import type {ChildProcess} from 'node:child_process';

export type Step<Document> = readonly [isDue: (document: Document) => boolean, act: () => void];

/** Then the program is killed, since what it waits for does not come. */
const patienceMs = 60_000;

/** Reads the documents that a program prints, a line each; each step waits for one that comes after the step before. */
export function stepwise<Document = unknown>(
	child: ChildProcess,
	steps: ReadonlyArray<Step<Document>>,
): void {
	const rest = [...steps];
	const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
	child.once('close', () => clearTimeout(patience));
	let text = '';
	child.stdout?.on('data', (chunk: string) => {
		const lines = (text + chunk).split('\n');
		text = lines.pop() ?? '';
		for (const line of lines) {
			const [isDue, act] = rest[0] ?? [];
			if (isDue?.(JSON.parse(line) as Document)) {
				rest.shift();
				act?.();
			}
		}
	});
}
