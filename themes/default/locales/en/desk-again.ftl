signed-out-help = Nothing is lost. Sign in here: what you had just sent can then go again with one button.
again-title = You are at the desk again
again-help = What you sent is ready, as you had written it.
again-button = Send it again
