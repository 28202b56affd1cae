"""Everything that enters the sandbox, and nothing else does.

Theory of operation. The supervisor (observe) starts one worker per submission under a sandbox. The worker:

1. imports NumPy while it still has the rights of whoever started it, gives those rights up (confine, seccomp),
   and says READY in one line;
2. reads a REQUEST: the student's files, the text of the checks, the limits;
3. says IMPORTING, waits for IMPORT, which says that this was heard, imports the submission once, says IMPORTED;
4. reads CHECK after CHECK, each with its inputs and never an expected value, and runs each in a fork of its
   own, so that a crash, a hang or a changed global of one cannot reach the next; says OBSERVED, with the
   child's answer. A CHECK may hold several checks that share a fork: then the submission is made anew for
   each (afresh), and the supervisor asks again, one by one, for what does not come or is not right. The
   inputs of hidden checks come only when all public ones are done: nothing that a student may read of a
   public check can hold them;
   For the training runs of a homework one TRAIN comes instead, which has the process to itself: OBSERVED is
   then said when it begins, of each epoch, and at the end;
5. ends when no more comes.

From step 3 on the worker is the student's process: whatever it says is taken as raw numbers and text (wire),
and when it says nothing, the supervisor's own clock ends it. Frames that a student forges are merely the
answers of a student who does not know what is expected.

For a class, a keeper stands in front of step 2: it forks for each submission a worker that gives up its rights then,
says READY, and goes on as above (keeper, namespaces).

The files here need NumPy and the standard library alone.
"""
