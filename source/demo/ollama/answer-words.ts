const sentences = [
	'This is a simulated answer: no model was asked, and nothing left this machine.',
	'A real one would come from the node that the program chose, as fast as that node is.',
	'What you see of speed, of loading and of nodes that fail is what it would look like.',
	'Ask again, and another node may answer, for other reasons.',
	'The reasons are told beside the answer, so that you can disagree with them.',
];

/** The pieces of an answer, each about a token; the same for the same question. */
export function answerWords(question: string): readonly string[] {
	const begin = question.length % sentences.length;
	const turned = [...sentences.slice(begin), ...sentences.slice(0, begin)];
	return turned.join(' ').match(/\s?\S+/g) ?? [];
}
