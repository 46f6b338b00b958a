/**
 * squeue and sinfo with --Format: \x1f between fields that nobody writes, and a mark of a random nonce around the last
 * one, the free text, which may hold anything, line ends too.
 *
 *     node004 \x1f gpu \x1f draining \x1f NONCE b kernel update \x1f NONCE e
 *     node003 \x1f gpu \x1f mixed    \x1f NONCE b none          \x1f NONCE e
 *
 * https://slurm.schedmd.com/squeue.html#OPT_Format (a suffix without a size: the field in full length)
 */

export type MarkedRecord = {readonly fields: readonly string[]; readonly text: string};

export type MarkedRecordReader = {
	/** Those that are complete now; those that are none as they were, with the reason. Text is bytes. */
	readonly push: (
		bytes: string,
	) => ReadonlyArray<MarkedRecord | {readonly line: string; readonly reason: string}>;
	/** What stands behind the last one; empty where the list was whole. */
	readonly rest: () => string;
};

const separator = '\x1f';

/** No job can know the nonce, which is drawn for each call. A suffix that began with a digit would be a size. */
function marksOf(nonce: string): {readonly begin: string; readonly end: string} {
	return {begin: `${separator}${nonce}b`, end: `${separator}${nonce}e`};
}

/** The value of --Format. */
export function markedFormat(safe: readonly string[], freeText: string, nonce: string): string {
	const {begin, end} = marksOf(nonce);
	const last = safe.length - 1;
	return [
		...safe.map((field, index) => `${field}:${index === last ? begin : separator}`),
		`${freeText}:${end}`,
	].join(',');
}

/** Reads records as they come, however they are cut into pieces; each piece is looked at once. */
export function createMarkedRecordReader(nonce: string, fieldCount: number): MarkedRecordReader {
	const {begin, end} = marksOf(nonce);
	let pieces: string[] = [];
	let tail = '';
	const recordOf = (line: string): ReturnType<MarkedRecordReader['push']>[number] => {
		const at = line.indexOf(begin);
		if (at < 0 || line.includes(begin, at + begin.length)) {
			return {line: line.trimStart(), reason: 'not one mark'};
		}

		const fields = line.slice(line.startsWith('\n') ? 1 : 0, at).split(separator);
		return fields.length === fieldCount
			? {fields, text: line.slice(at + begin.length)}
			: {line: line.trimStart(), reason: `${fields.length} fields instead of ${fieldCount}`};
	};
	return {
		push(bytes) {
			// The mark may have been cut in two.
			const seen = tail + bytes;
			const at = seen.lastIndexOf(end);
			if (at < 0) {
				pieces.push(bytes);
				tail = seen.slice(1 - end.length);
				return [];
			}

			const text = pieces.join('') + bytes;
			const stop = text.length - seen.length + at;
			const rest = text.slice(stop + end.length);
			pieces = [rest];
			tail = rest.slice(1 - end.length);
			return text.slice(0, stop).split(end).map(recordOf);
		},
		rest: () => pieces.join('').trim(),
	};
}
