-- Whoever knows the beginning of a name, or a code, finds its place in the directory without passing over all of it.
create index on directory.institution ((lower(name) collate "C"));
create index on directory.department ((lower(name) collate "C"));
create index on directory.practitioner ((lower(name) collate "C"));
create index on directory.practitioner (code);
