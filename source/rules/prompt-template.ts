const placeholder = '$ARGUMENTS';

/**
 * A question from a template: the text of `prompts/NAME.md` in the directory of the configuration. `$ARGUMENTS` stands
 * for what was typed behind the name, as files of commands in Markdown have it elsewhere
 * (https://opencode.ai/docs/commands/); where it is nowhere, that is added behind a blank line. Nothing else is
 * interpreted, and nothing in what was typed is.
 */
export function filledTemplate(template: string, typed: string): string {
	if (template.includes(placeholder)) {
		return template.replaceAll(placeholder, () => typed);
	}

	return typed === '' ? template : `${template.trimEnd()}\n\n${typed}`;
}

/** The file of a template; undefined: it is no name of one, and no path is made of it. */
export function templateFile(name: string): string | undefined {
	return /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_.-]{0,99}$/u.test(name) ? `${name}.md` : undefined;
}

/** The name that a file of that directory gives its template; undefined: it is none. */
export function templateName(file: string): string | undefined {
	const name = file.endsWith('.md') ? file.slice(0, -'.md'.length) : '';
	return templateFile(name) === undefined ? undefined : name;
}
