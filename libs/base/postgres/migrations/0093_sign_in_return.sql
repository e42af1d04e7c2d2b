-- Where a browser goes on after it signed in by the identity provider: a path of the hub itself, or nowhere.
alter table access.sign_in_flow
  add column return_path text check (return_path ~ '^/([^/\\]|$)');
