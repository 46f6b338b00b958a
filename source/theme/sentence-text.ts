/** Text from elsewhere as one sentence that others can follow: it ends once, however it came. */
export function sentenceText(text: string): string {
	const ended = text.trimEnd();
	return /[.!?…]["')\]]?$/.test(ended) ? ended : `${ended}.`;
}
