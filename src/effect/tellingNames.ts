/** Names of files, hosts and operations that weigh more than others of their kind. */

/** Addresses at which a cloud machine is told its own credentials. */
export const METADATA_HOST =
  /^(?:169\.254\.169\.254|169\.254\.170\.2|metadata\.google\.internal|100\.100\.100\.200|\[?fd00:ec2::254\]?)(?::[0-9]+)?$/i;
/** Who may log in and as whom, what is mounted at the start, and the file that reboots when it is written. */
export const ACCOUNTS =
  /^(?:\/private)?\/etc\/(?:passwd|shadow|gshadow|group|sudoers(?:\.d\/.*)?|fstab|crypttab|pam\.d\/.*)$|^\/proc\/sysrq-trigger$/;
/** Keys of a person, with which anybody can act as that person: on servers, in clouds, in clusters. */
export const PERSON_KEYS =
  /\/(?:\.ssh\/[^/]+|\.gnupg\/[^/]*|\.aws\/credentials|\.azure\/[^/]+|\.kube\/config|\.docker\/config\.json|\.config\/(?:gcloud|gh|op|doctl|hub)\/.+|\.git-credentials|\.netrc|\.pgpass|\.password-store\/.+|\.local\/share\/keyrings\/.+|Library\/Keychains\/.+)$/;
/** The machine is gone for everybody who works on it. */
export const POWER =
  /^(?:shutdown(?! (?:-c|\/a|--help))|reboot|poweroff|halt|kexec|fork bomb|(?:tel)?init [06]|restart-computer|stop-computer)\b/i;
