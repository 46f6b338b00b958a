/** What a simulated program of Slurm says. */
export type ProgramAnswer = {
	/** Pieces, each made when it is about to leave the node: a long list takes its time. Text is bytes. */
	readonly stdout: Iterable<string>;
	readonly stderr: string;
	readonly exitCode: number;
};

export function said(text: string): ProgramAnswer {
	return {stdout: [text], stderr: '', exitCode: 0};
}

export function refused(words: string, exitCode = 1): ProgramAnswer {
	return {stdout: [], stderr: `${words}\n`, exitCode};
}

/** The value of the last `--name=` or `-n VALUE` among the arguments. */
export function optionOf(
	argv: readonly string[],
	long: string,
	short?: string,
): string | undefined {
	const at = short === undefined ? -1 : argv.lastIndexOf(short);
	const prefix = `--${long}=`;
	return (
		argv.findLast(word => word.startsWith(prefix))?.slice(prefix.length) ??
		(at < 0 ? undefined : argv[at + 1])
	);
}

/** Text as the bytes of its UTF-8, one character each. */
export function bytesOf(text: string): string {
	if (!/[^\0-\x7f]/.test(text)) {
		return text;
	}

	let bytes = '';
	for (const octet of new TextEncoder().encode(text)) {
		bytes += String.fromCharCode(octet);
	}

	return bytes;
}
