import {failed, type Result} from '../domain/result.ts';
import {templateFile, templateName} from '../rules/prompt-template.ts';
import {listFolder} from '../transport/list-folder.ts';
import {readTextFile} from '../transport/read-text-file.ts';

const mostEntries = 1000;
const mostTemplateBytes = 2 ** 18;

/** The names of the templates in a folder, sorted; none where it is not there, or cannot be read. */
export async function listTemplates(folder: string): Promise<readonly string[]> {
	const names = await listFolder(folder, mostEntries);
	return names.ok ? names.value.flatMap(file => templateName(file) ?? []) : [];
}

/** Failures: `missing`, `denied`, `tooLarge`. */
export async function readTemplate(folder: string, name: string): Promise<Result<string>> {
	const file = templateFile(name);
	return file === undefined
		? failed({kind: 'missing', where: `${folder}/${name}`})
		: readTextFile(`${folder}/${file}`, mostTemplateBytes);
}
