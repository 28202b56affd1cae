# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised ValueError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: | x | [click](javascript:alert(1)) ``` ![](http://127.0.0.1/x) =HYPERLINK("http://127.0.0.1")
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        raise ValueError("| x | [click](javascript:alert(1)) ``` ![](http://127.0.0.1/x) =HYPERLINK(\"http://127.0.0.1\")")
