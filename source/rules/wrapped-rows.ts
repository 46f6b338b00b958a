/** From here on a character may take two cells. */
const firstWide = 0x1100;

/**
 * About how many rows a raw text takes where it is wrapped: exact for what is plain, and never a reason to measure ten
 * thousand lines. What is drawn is measured (components/log-lines.ts).
 */
export function wrappedRows(text: string, columns: number): number {
	let cells = 0;
	for (let index = 0; index < text.length; index += 1) {
		const unit = text.charCodeAt(index);
		cells += unit === 9 ? 4 : unit < firstWide ? 1 : 2;
	}

	return Math.max(1, Math.ceil(cells / Math.max(1, columns)));
}
