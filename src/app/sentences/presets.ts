/** The three questions by which a preset of rules is chosen. */
export const PRESET_QUESTIONS = {
  watch: {
    title: 'Keyturn (1 of 3): hold from now on?',
    yes: 'First only watch for a week: nothing is held, a report says what would have been',
    no: 'Hold from now on',
  },
  databases: {
    title: 'Keyturn (2 of 3): do agents here reach databases that matter?',
    yes: 'Yes: show me every write to a database; production needs a second person',
    no: 'No, or only throw-away ones',
  },
  everything: {
    title: 'Keyturn (3 of 3): how much do you want to see?',
    yes: 'Everything that changes anything, with a reason',
    no: 'What cannot be taken back easily',
  },
  existing: 'You have rules already: take from the preset what you like.',
} as const;
