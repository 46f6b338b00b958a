import type {Failure} from '../domain/failure.ts';
import type {Shell, ShellEnd, ShellListener} from '../domain/shell.ts';
import type {DemoCluster} from './queue/slurm-talk.ts';
import {type DemoScripts, findScript} from './scripts.ts';
import {startTalk, type Talk} from './talk.ts';
import {createVoice, type VoiceParts} from './voice.ts';

export type DemoShellParts = Pick<VoiceParts, 'clock' | 'moment' | 'roundTripMs'> & {
	readonly scripts: DemoScripts;
	readonly cluster?: DemoCluster | undefined;
	/** Called once, when it is over in any way. */
	readonly onOver: () => void;
};

/** A shell that its node loses with the connection. */
export type DemoShell = Shell & {readonly lose: (failure: Failure) => void};

/** What a shell says when a command is not there. */
const unknownCommand = 127;

/** A /bin/sh that runs the program's own scripts and nothing else: what is not known ends it with a line and 127. */
export function openDemoShell({scripts, cluster, onOver, ...parts}: DemoShellParts): DemoShell {
	let listener: ShellListener | undefined;
	let isOver = false;
	let written = '';
	let talk: Talk | undefined;
	const voice = createVoice({
		...parts,
		onOutput: text => listener?.onOutput(text),
		onExit: exitCode => finish({reason: 'exited', exitCode}),
	});

	function close(): void {
		if (!isOver) {
			isOver = true;
			voice.stop();
			onOver();
		}
	}

	function finish(end: ShellEnd): void {
		if (!isOver) {
			close();
			listener?.onEnd(end);
		}
	}

	/** Until it is whole a script may still become one that is known. */
	function beginTalk(): void {
		const found = findScript(scripts, written);
		if (found.kind === 'found') {
			written = written.slice(found.text.length);
			talk = startTalk({...found, scripts, cluster}, voice);
		} else if (found.kind === 'unknown') {
			talk = {hear: undefined};
			voice.say(() => 'sh: 1: the demo knows no such script\n');
			voice.exit(unknownCommand);
		}
	}

	function hearWritten(): void {
		if (talk?.hearBytes !== undefined) {
			talk.hearBytes(written);
			written = '';
			return;
		}

		const lines = written.split('\n');
		written = lines.pop() ?? '';
		for (const line of lines) {
			talk?.hear?.(line);
		}
	}

	return {
		write(text) {
			if (isOver) {
				return;
			}

			written += text;
			if (talk === undefined) {
				beginTalk();
			}

			if (talk !== undefined) {
				hearWritten();
			}
		},
		end() {
			if (talk === undefined && !isOver) {
				voice.exit(0);
			}
		},
		listen(heard) {
			listener = heard;
		},
		close,
		lose: failure => finish({reason: 'lost', failure}),
	};
}
