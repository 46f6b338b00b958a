/** What the server says instead of an answer: as a status where nothing was said yet, as a last line where something was. */
export class ApiError extends Error {
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

export const notFound = (name: string) => new ApiError(404, `model '${name}' not found`);
