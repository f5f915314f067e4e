"""What citizens do without an account: report pollution, follow it, claim a reward, object; and who deals with it.

Nothing that could tell who a reporter is gets further than ``no_trace``, except what they chose to say; that is sealed
(``identity``) and opened by named roles only, each look logged.
"""
