export type LineSplitter = {
	/** The lines that are complete now, trimmed and without the empty ones; undefined: one is too long. */
	readonly push: (bytes: string) => readonly string[] | undefined;
};

/** Cuts output into lines as it comes. Every piece is looked at once, however small they are. */
export function createLineSplitter(mostBytes: number): LineSplitter {
	let pending: string[] = [];
	let pendingBytes = 0;
	return {
		push(bytes) {
			const [first = '', ...others] = bytes.split('\n');
			pending.push(first);
			pendingBytes += first.length;
			if (pendingBytes > mostBytes || others.some(line => line.length > mostBytes)) {
				return undefined;
			}

			const last = others.pop();
			if (last === undefined) {
				return [];
			}

			const lines = [pending.join(''), ...others].map(line => line.trim());
			pending = [last];
			pendingBytes = last.length;
			return lines.filter(line => line !== '');
		},
	};
}
