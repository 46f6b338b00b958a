/** The plainest value that a JSON schema allows, as far as Ollama's grammars understand schemas; `json`: an object. */
export function exampleOf(schema: unknown): unknown {
	if (!isRecord(schema)) {
		return {};
	}

	const {type, properties, items, enum: values, const: only, anyOf} = schema;
	if (only !== undefined) {
		return only;
	}

	if (Array.isArray(values)) {
		return values[0];
	}

	if (Array.isArray(anyOf)) {
		return exampleOf(anyOf[0]);
	}

	if (isRecord(properties)) {
		return Object.fromEntries(
			Object.entries(properties).map(([key, value]) => [key, exampleOf(value)]),
		);
	}

	return type === 'array' ? [exampleOf(items)] : plainest[typeof type === 'string' ? type : ''];
}

const plainest: Readonly<Record<string, unknown>> = {
	string: 'text',
	integer: 1,
	number: 1.5,
	boolean: true,
	null: null,
	object: {},
};

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
