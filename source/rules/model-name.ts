/**
 * A model's name as Ollama keeps it: with its tag, without the registry that is its default, in lower case.
 * `llama3.2` is `llama3.2:latest`. https://github.com/ollama/ollama/blob/main/types/model/name.go
 */
export function fullModelName(written: string): string {
	const name = written.trim().toLowerCase().replace(defaultPlace, '');
	return name.slice(name.lastIndexOf('/') + 1).includes(':') ? name : `${name}:latest`;
}

export function isSameModel(one: string, other: string): boolean {
	return one === other || fullModelName(one) === fullModelName(other);
}

const defaultPlace = /^(?:https?:\/\/)?(?:registry\.ollama\.ai\/)?(?:library\/)?/;
