import {printable, quoted} from '../domain/printable.ts';

/** The way from the top of the file to a value: `['nodes', 2, 'ssh', 'port']`. */
export type ConfigPath = ReadonlyArray<string | number>;

/** `nodes[2].ssh.port`; a key with other characters than letters and digits is quoted and escaped. */
export function configPathText(path: ConfigPath): string {
	return path
		.map((step, index) => {
			if (typeof step === 'number') {
				return `[${step}]`;
			}

			if (!/^[\p{L}\p{N}_-]{1,60}$/u.test(step)) {
				return `[${quoted(step)}]`;
			}

			return index === 0 ? printable(step) : `.${printable(step)}`;
		})
		.join('');
}
