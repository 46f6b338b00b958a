import type {OpenShell, ShellEnd, ShellListener} from '../../source/domain/shell.ts';

/** A shell whose other end is the test: for what no real one does when asked. */
export class PlayedShell {
	readonly written: string[] = [];
	isClosed = false;
	isEnded = false;
	#listener: ShellListener | undefined;

	readonly open: OpenShell = async () => ({
		ok: true,
		value: {
			write: text => void this.written.push(text),
			end: () => {
				this.isEnded = true;
			},
			listen: listener => {
				this.#listener = listener;
			},
			close: () => {
				this.isClosed = true;
				this.#listener = undefined;
			},
		},
	});

	say(bytes: string): void {
		this.#listener?.onOutput(bytes);
	}

	finish(end: ShellEnd): void {
		this.#listener?.onEnd(end);
	}
}
