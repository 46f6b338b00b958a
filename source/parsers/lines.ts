/** The lines that hold something, without the white space around them (a carriage return among it). */
export function linesOf(text: string): readonly string[] {
	return text
		.split('\n')
		.map(line => line.trim())
		.filter(line => line !== '');
}

/** The columns of a line that was trimmed. */
export function fieldsOf(line: string): readonly string[] {
	return line.split(/\s+/);
}
