const first =
	'This is a **simulated answer**: no model was asked, and nothing left this machine. A real one would come from the node that the program chose, as fast as that node is.';

const parts = [
	`What you see beside it is what it would look like:

- *speed*, from the server's own counts
- *loading*, where the model was not in memory
- nodes that fail in the middle: what had come is kept, and another one begins anew`,
	`Code stands as it was written:

\`\`\`bash
#SBATCH --array=1-64%4
#SBATCH --output=logs/%A_%a.out
# one shard a task, four at a time
python tokenize.py --shard "$SLURM_ARRAY_TASK_ID"
\`\`\``,
	`Ask again, and another node may answer, for other reasons. They are told beside the answer, so that you can disagree
with them: \`/why\` shows what each node would have taken.`,
];

/** The pieces of an answer in Markdown, each about a token; the same for the same question. */
export function answerWords(question: string): readonly string[] {
	const part = parts[question.length % parts.length] ?? '';
	return `${first}\n\n${part}`.match(/\s*\S+/g) ?? [];
}
