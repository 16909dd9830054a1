/** Every text in this language, in one file of the build; keys are paths. */
export default import.meta.glob<object>('./en/*.json', { eager: true, import: 'default' });
